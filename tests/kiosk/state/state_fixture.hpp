#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace test_state {

/// Key pair of content/packs/huancane-demo, made for it once. It belongs to no office, so its secret half is no secret:
/// tests open with it what the kiosk has sealed.
inline constexpr std::string_view kOfficeKey = "5220c22d40bd80c4d103237ced5a3d3175d62e4486463c083fd2e4de73250c36";
inline constexpr std::string_view kOfficeSecret = "b024d4c2df892a0738a4c29e595923051d8ba8ae4c43967b4a2365087db856db";

/// What was sealed, without its padding, as the office would see it; fails the test when it cannot be opened.
[[nodiscard]] std::string opened(std::string_view sealed);

/// The sealed observations of a state folder, in the order of their days.
[[nodiscard]] std::vector<std::string> sealedIn(const std::filesystem::path& folder);

/// Every byte of every file in a folder.
[[nodiscard]] std::string bytesIn(const std::filesystem::path& folder);

}  // namespace test_state
