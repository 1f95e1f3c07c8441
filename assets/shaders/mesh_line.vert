// Lines of a kept mesh: each point comes twice and is moved apart along its normal, half a pixel farther than the line is wide, so that
// the rim can fade. See mesh_fill.vert for the centre in two parts. After: "Drawing Antialiased Lines with OpenGL" (Mapbox, 2013).
layout(location = 0) in vec2 aPosition;
layout(location = 1) in vec2 aNormal;
layout(location = 2) in float aAlong;
uniform vec2 uScale;
uniform vec2 uOffset;
uniform vec4 uMatrix;
uniform vec4 uCentre;
uniform vec2 uAt;
uniform vec4 uTurn;  // the rotation alone, over the scale of the normals
uniform vec4 uWidth;  // reach of a side, pixels for a unit of `along`
out vec2 vSideAlong;
void main() {
    vec2 p = (aPosition - uCentre.xy) - uCentre.zw;
    vec2 pixel = vec2(dot(uMatrix.xy, p), dot(uMatrix.zw, p)) + uAt;
    pixel += vec2(dot(uTurn.xy, aNormal), dot(uTurn.zw, aNormal)) * uWidth.x;
    float whole = floor(aAlong * 0.5);
    vSideAlong = vec2(uWidth.x * ((aAlong - 2.0 * whole) * 2.0 - 1.0), whole * uWidth.y);
    gl_Position = vec4(pixel * uScale + uOffset, 0.0, 1.0);
}
