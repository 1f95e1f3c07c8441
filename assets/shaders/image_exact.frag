// ImageExact: a texel for a pixel. texelFetch skips wrapping and filtering, which a software rasteriser pays for.
in vec2 vUv;
uniform sampler2D uTexture;
out vec4 fragColor;
void main() { fragColor = texelFetch(uTexture, ivec2(vUv), 0); }
