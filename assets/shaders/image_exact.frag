// ImageExact: a texel for a pixel. Nothing but the lookup: llvmpipe knows such a program and copies rows instead of shading pixels.
in vec2 vUv;
uniform sampler2D uTexture;
out vec4 fragColor;
void main() { fragColor = texture(uTexture, vUv); }
