// Fills of a kept mesh: one colour.
uniform vec4 uColor;
out vec4 fragColor;
void main() { fragColor = uColor; }
