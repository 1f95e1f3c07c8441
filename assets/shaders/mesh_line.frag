// Lines of a kept mesh: the colour, fading over a pixel at both rims and at the ends of dashes.
in vec2 vSideAlong;
uniform vec4 uColor;
uniform vec4 uWidth;  // reach of a side (half the width and half a pixel)
uniform vec4 uDash;   // dash and gap together, dash, 1 where the line is unbroken
out vec4 fragColor;
void main() {
    float rim = clamp(uWidth.x - abs(vSideAlong.x), 0.0, 1.0);
    float along = mod(vSideAlong.y, uDash.x);
    float dash = clamp(min(along, uDash.y - along) + 0.5, uDash.z, 1.0);
    fragColor = vec4(uColor.rgb, uColor.a * rim * dash);
}
