# Flags that every target of the project shares.
add_library(mendel_flags INTERFACE)
target_compile_options(mendel_flags INTERFACE -pthread -Wall -Wextra -Wpedantic -Wshadow
                       -Wno-missing-field-initializers)
target_include_directories(mendel_flags INTERFACE ${PROJECT_SOURCE_DIR}/src)

set(MENDEL_SANITIZERS "" CACHE STRING "Comma-separated sanitizers, as -fsanitize takes them")
if(MENDEL_SANITIZERS)
  # g++ 12 sees uninitialised members in std::stop_callback and valijson once it is sanitizing.
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  add_compile_options(-fsanitize=${MENDEL_SANITIZERS} -fno-omit-frame-pointer
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${MENDEL_SANITIZERS})
endif()

find_program(MENDEL_CCACHE ccache)
if(MENDEL_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${MENDEL_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${MENDEL_CCACHE})
endif()
find_program(MENDEL_MOLD mold)
if(MENDEL_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
