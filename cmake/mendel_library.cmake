# The one call that makes a folder of src a library; its links come from src/LAYERS.
#   mendel_library(<folder> SOURCES files... [PACKAGES targets...])
# PACKAGES are third-party targets whose headers have their home in this folder.
add_library(mendel_pch OBJECT ${PROJECT_SOURCE_DIR}/cmake/pch.cpp)
target_link_libraries(mendel_pch PRIVATE mendel_flags fmt::fmt nlohmann_json::nlohmann_json)
if(MENDEL_PCH)
  target_precompile_headers(mendel_pch PRIVATE ${PROJECT_SOURCE_DIR}/cmake/pch.hpp)
endif()

function(mendel_library folder)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "" "" "SOURCES;PACKAGES")
  if(NOT DEFINED MENDEL_LAYER_${folder})
    message(FATAL_ERROR "src/${folder} has no line in src/LAYERS")
  endif()
  add_library(mendel_${folder} STATIC ${ARG_SOURCES})
  list(TRANSFORM MENDEL_LINKS_${folder} PREPEND mendel_ OUTPUT_VARIABLE links)
  target_link_libraries(mendel_${folder} PUBLIC mendel_flags ${links} fmt::fmt
                        nlohmann_json::nlohmann_json PRIVATE ${ARG_PACKAGES})
  if(MENDEL_PCH)
    target_precompile_headers(mendel_${folder} REUSE_FROM mendel_pch)
  endif()
endfunction()
