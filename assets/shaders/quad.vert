// Vertex stage of every program: pixels to clip space. `uScale` and `uOffset` map the framebuffer, y down; `uUvScale` makes texture
// coordinates of texels where a program wants those.
layout(location = 0) in vec2 aPosition;
layout(location = 1) in vec2 aUv;
layout(location = 2) in vec4 aColor;
uniform vec2 uScale;
uniform vec2 uOffset;
uniform vec2 uUvScale;
out vec2 vUv;
out vec4 vColor;
void main() {
    vUv = aUv * uUvScale;
    vColor = aColor;
    gl_Position = vec4(aPosition * uScale + uOffset, 0.0, 1.0);
}
