// Fills of a kept mesh: the plane of the mesh to pixels to clip space. The centre is taken off first, in two parts, while the numbers are
// still exact: far from the origin a float has no digits left for a tenth of a pixel.
layout(location = 0) in vec2 aPosition;
uniform vec2 uScale;
uniform vec2 uOffset;
uniform vec4 uMatrix;
uniform vec4 uCentre;  // high parts, low parts
uniform vec2 uAt;
void main() {
    vec2 p = (aPosition - uCentre.xy) - uCentre.zw;
    vec2 pixel = vec2(dot(uMatrix.xy, p), dot(uMatrix.zw, p)) + uAt;
    gl_Position = vec4(pixel * uScale + uOffset, 0.0, 1.0);
}
