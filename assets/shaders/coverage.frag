// Coverage: glyphs, icons and patterns, a texel for a pixel, tinted by the vertex colour.
in vec4 vColor;
in vec2 vUv;
uniform sampler2D uTexture;
out vec4 fragColor;
void main() { fragColor = vec4(vColor.rgb, vColor.a * texelFetch(uTexture, ivec2(vUv), 0).r); }
