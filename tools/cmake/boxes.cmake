# Compiler options, ccache and the kiosk_box function: what every folder of the tree builds with.

set(KIOSK_CMAKE_FOLDER ${CMAKE_CURRENT_LIST_DIR})
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

option(KIOSK_FUZZERS "Build the libFuzzer targets (clang only)" OFF)
option(KIOSK_TESTS "Build the tests" ON)
option(KIOSK_LONE_HEADERS "Compile every public header alone; once is enough, so not with sanitizers" ON)
set(KIOSK_TEST_OPTIONS "" CACHE STRING "Compiler options of the tests' own files, e.g. -O0: half of all there is to compile")
set(KIOSK_SANITIZE "" CACHE STRING "Sanitizers for -fsanitize=, e.g. address,undefined")

find_program(CCACHE ccache)
if(CCACHE)
    # Paths count from the top of the tree, so that a second clone finds what the first one compiled.
    set(launcher ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
    set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
    set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
endif()

# Interface target every box links: warnings as errors, sanitizers.
add_library(kiosk_options INTERFACE)
target_compile_options(kiosk_options INTERFACE -Wall -Wextra -Wshadow -Wconversion -Wpedantic -Wnon-virtual-dtor
    -Woverloaded-virtual -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC 12 takes the inactive member of a moved std::variant (base::Result) for uninitialised memory. The sanitizers and
    # clang's own analysis watch the real thing.
    target_compile_options(kiosk_options INTERFACE -Wno-maybe-uninitialized)
endif()
if(KIOSK_SANITIZE)
    target_compile_options(kiosk_options INTERFACE -fsanitize=${KIOSK_SANITIZE} -fno-omit-frame-pointer
        -fno-sanitize-recover=all)
    target_link_options(kiosk_options INTERFACE -fsanitize=${KIOSK_SANITIZE})
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_BUILD_TYPE STREQUAL "Debug")
        # GCC 12 reports false positives of these under sanitizers, where its flow analysis sees the instrumented code.
        target_compile_options(kiosk_options INTERFACE -Wno-stringop-overflow)
    endif()
endif()

if(KIOSK_FUZZERS)
    target_compile_options(kiosk_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# A box: static library NAME with include root include/, linked PUBLIC to DEPS and PRIVATE to LIBS. LIBS are third-party: their
# headers are system headers here and invisible to everyone else. Every public header is also compiled alone.
function(kiosk_box NAME)
    cmake_parse_arguments(BOX "" "" "SOURCES;DEPS;LIBS;PUBLIC_LIBS" ${ARGN})
    add_library(${NAME} STATIC ${BOX_SOURCES})
    target_include_directories(${NAME} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR}/include PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/src)
    target_link_libraries(${NAME} PUBLIC ${BOX_DEPS} ${BOX_PUBLIC_LIBS} PRIVATE kiosk_options ${BOX_LIBS})
    file(GLOB_RECURSE headers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/include/*.hpp)
    set(alone "")
    foreach(header ${headers})
        file(RELATIVE_PATH path ${CMAKE_CURRENT_SOURCE_DIR}/include ${header})
        string(MAKE_C_IDENTIFIER ${path} id)
        set(source ${CMAKE_CURRENT_BINARY_DIR}/alone/${id}.cpp)
        file(GENERATE OUTPUT ${source} CONTENT "#include \"${path}\"\n#include \"${path}\"\n")
        list(APPEND alone ${source})
    endforeach()
    if(alone AND KIOSK_LONE_HEADERS)
        add_library(${NAME}_headers OBJECT ${alone})
        target_link_libraries(${NAME}_headers PRIVATE ${NAME} kiosk_options)
        target_compile_options(${NAME}_headers PRIVATE -O0 -g0)
    endif()
endfunction()

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(nlohmann_json REQUIRED)

# A doctest binary NAME from SOURCES, linked to LIBS and tests/support, run by ctest under the label "unit". It links neither
# platform_sdl nor platform_os unless it tests them, so it runs with no display and no network.
function(kiosk_test NAME)
    cmake_parse_arguments(TEST "" "" "SOURCES;LIBS" ${ARGN})
    add_executable(${NAME} ${TEST_SOURCES})
    target_link_libraries(${NAME} PRIVATE test_support kiosk_options ${TEST_LIBS})
    target_compile_options(${NAME} PRIVATE ${KIOSK_TEST_OPTIONS})
    add_test(NAME ${NAME} COMMAND ${NAME} --no-breaks)
    set_tests_properties(${NAME} PROPERTIES LABELS unit)
endfunction()

# A libFuzzer binary NAME with its seed corpus tests/fuzz/corpus/NAME; `ctest -L fuzz` runs every seed once more and then
# a short search, `./dev fuzz NAME` a long one.
function(kiosk_fuzzer NAME)
    if(NOT KIOSK_FUZZERS)
        return()
    endif()
    cmake_parse_arguments(FUZZ "" "" "SOURCES;LIBS" ${ARGN})
    add_executable(${NAME} ${FUZZ_SOURCES})
    target_compile_options(${NAME} PRIVATE -fsanitize=fuzzer)
    target_link_options(${NAME} PRIVATE -fsanitize=fuzzer)
    target_link_libraries(${NAME} PRIVATE kiosk_options ${FUZZ_LIBS})
    add_test(NAME ${NAME} COMMAND ${CMAKE_COMMAND} -E env UBSAN_OPTIONS=halt_on_error=1
        $<TARGET_FILE:${NAME}> -runs=4000 -max_total_time=20 -max_len=65536 -rss_limit_mb=2048 -timeout=10
        -artifact_prefix=${CMAKE_CURRENT_BINARY_DIR}/${NAME}- ${CMAKE_CURRENT_BINARY_DIR}/${NAME}-found
        ${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${NAME})
    file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/${NAME}-found)
    set_tests_properties(${NAME} PROPERTIES LABELS fuzz)
endfunction()

# Adds to TARGET a generated source that defines `extern const std::string_view <name>` in NAMESPACE for every NAME=PATH
# of FILES (paths relative to the current source folder): shaders and SQL are part of the program, not files to lose.
function(kiosk_embed_text TARGET NAMESPACE)
    set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded_${TARGET}_${NAMESPACE}.cpp)
    set(files "")
    set(depends "")
    foreach(entry ${ARGN})
        string(REGEX MATCH "^([^=]+)=(.*)$" _ "${entry}")
        get_filename_component(path ${CMAKE_MATCH_2} ABSOLUTE BASE_DIR ${CMAKE_CURRENT_SOURCE_DIR})
        list(APPEND files "${CMAKE_MATCH_1}=${path}")
        list(APPEND depends ${path})
    endforeach()
    add_custom_command(OUTPUT ${out}
        COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DNAMESPACE=${NAMESPACE} "-DFILES=${files}"
            -P ${KIOSK_CMAKE_FOLDER}/embed_text.cmake
        DEPENDS ${depends} ${KIOSK_CMAKE_FOLDER}/embed_text.cmake VERBATIM)
    target_sources(${TARGET} PRIVATE ${out})
endfunction()
