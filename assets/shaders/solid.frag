// SolidOpaque and SolidBlend: the vertex colour.
in vec4 vColor;
out vec4 fragColor;
void main() { fragColor = vColor; }
