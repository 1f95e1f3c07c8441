// Vertex stage of every program: pixels to clip space. `uScale` and `uOffset` map the framebuffer, y down; `uUvScale` makes texture
// coordinates of texels where a program wants those. The colour is handed on before the texture coordinates, here and in the fragment
// stages: where both are used, llvmpipe's short path (Mesa 22.3) multiplies the texels by whichever comes first.
layout(location = 0) in vec2 aPosition;
layout(location = 1) in vec2 aUv;
layout(location = 2) in vec4 aColor;
uniform vec2 uScale;
uniform vec2 uOffset;
uniform vec2 uUvScale;
out vec4 vColor;
out vec2 vUv;
void main() {
    vColor = aColor;
    vUv = aUv * uUvScale;
    gl_Position = vec4(aPosition * uScale + uOffset, 0.0, 1.0);
}
