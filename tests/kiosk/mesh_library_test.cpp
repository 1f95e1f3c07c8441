#include "ui/mesh_library.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <vector>

#include "test_support/recording_backend.hpp"

namespace {

using platform::MeshKind;
using test_support::RecordingBackend;
using ui::MeshLibrary;

/// Vertices that can be told apart, kept alive by the pointer handed out with them.
struct Data {
    std::vector<std::byte> vertices;
    std::vector<std::uint32_t> indices;
};

std::shared_ptr<Data> made(std::size_t bytes, std::size_t count) {
    auto data = std::make_shared<Data>();
    for (std::size_t i = 0; i < bytes; ++i)
        data->vertices.push_back(static_cast<std::byte>(i * 7));
    for (std::size_t i = 0; i < count; ++i)
        data->indices.push_back(static_cast<std::uint32_t>(i));
    return data;
}

struct LibraryBench {
    RecordingBackend backend{{100, 100}};
    std::unique_ptr<MeshLibrary> library = std::make_unique<MeshLibrary>(backend);
    MeshLibrary::MeshPtr add(const std::shared_ptr<Data>& data) const {
        return library->add(MeshKind::Fill, data->vertices, data->indices, data);
    }
};

}  // namespace

TEST_SUITE("ui/mesh_library") {
    TEST_CASE_FIXTURE(LibraryBench, "a small mesh is there at once, and its source is let go") {
        auto data = made(80, 30);
        const auto mesh = add(data);
        CHECK(mesh->ready());
        CHECK_FALSE(library->loading());
        REQUIRE(backend.mesh(mesh->handle()) != nullptr);
        CHECK(backend.mesh(mesh->handle())->vertices == data->vertices);
        CHECK(backend.mesh(mesh->handle())->indices == data->indices);
        CHECK(data.use_count() == 1);
    }

    TEST_CASE_FIXTURE(LibraryBench, "a large mesh arrives over several frames, whole and in order") {
        auto data = made(MeshLibrary::kBytesPerFrame + 1000, MeshLibrary::kBytesPerFrame / 4);
        const auto mesh = add(data);
        CHECK_FALSE(mesh->ready());
        CHECK(backend.stats().uploadedBytes == MeshLibrary::kBytesPerFrame);
        static_cast<void>(library->pump());  // the frame has had its share
        CHECK(backend.stats().uploadedBytes == MeshLibrary::kBytesPerFrame);
        int frames = 1;
        while (library->loading()) {
            library->endFrame();
            static_cast<void>(library->pump());
            ++frames;
            REQUIRE(frames < 10);
        }
        CHECK(frames == 3);
        CHECK(mesh->ready());
        CHECK(backend.mesh(mesh->handle())->vertices == data->vertices);
        CHECK(backend.mesh(mesh->handle())->indices == data->indices);
    }

    TEST_CASE_FIXTURE(LibraryBench, "a mesh nobody wants any more leaves the driver, on its way or there") {
        auto there = add(made(80, 30));
        auto coming = add(made(MeshLibrary::kBytesPerFrame * 2, 0));
        CHECK(backend.stats().meshes == 2);
        there.reset();
        coming.reset();
        CHECK(backend.stats().meshes == 0);
        library->endFrame();
        CHECK_FALSE(library->pump());
    }

    TEST_CASE_FIXTURE(LibraryBench, "an empty mesh is ready and never reaches the driver") {
        const auto mesh = add(made(0, 0));
        CHECK(mesh->ready());
        CHECK(backend.stats().meshes == 0);
    }

    TEST_CASE_FIXTURE(LibraryBench, "without memory a mesh is lost, and says so") {
        backend.setMemory(RecordingBackend::Memory::Short);
        const auto mesh = add(made(80, 30));
        CHECK(mesh->lost());
        CHECK_FALSE(mesh->ready());
        CHECK_FALSE(library->loading());
    }

    TEST_CASE_FIXTURE(LibraryBench,
                      "after a lost context what was there is lost, what was coming comes to the new one") {
        const auto there = add(made(80, 30));
        auto data = made(MeshLibrary::kBytesPerFrame, 10);
        const auto coming = add(data);
        CHECK(there->ready());
        CHECK_FALSE(coming->ready());
        backend.loseContext();
        library->restore(backend);
        CHECK(there->lost());
        CHECK_FALSE(there->ready());
        CHECK_FALSE(coming->lost());
        for (int frame = 0; frame < 3; ++frame) {
            library->endFrame();
            static_cast<void>(library->pump());
        }
        CHECK(coming->ready());
        CHECK(backend.mesh(coming->handle())->vertices == data->vertices);
        CHECK(backend.stats().meshes == 1);
    }

    TEST_CASE_FIXTURE(LibraryBench, "a mesh may outlive the library") {
        const auto mesh = add(made(80, 30));
        library.reset();
        CHECK(mesh->ready());
    }
}
