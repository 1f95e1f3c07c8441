// ImageScaled and ImageBlend: filtered texture times vertex colour.
in vec4 vColor;
in vec2 vUv;
uniform sampler2D uTexture;
out vec4 fragColor;
void main() { fragColor = texture(uTexture, vUv) * vColor; }
