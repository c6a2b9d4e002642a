# mendel_embed(<folder> FILES...): embeds text files of src/<folder>/data into the folder's
# library; an absolute path (a schema in schemas/) is taken as it is. They are read by their last
# name through `std::string_view mendel::<folder>::data_file(name)`, declared in
# "<folder>/data.hpp"; an unknown name gives an empty view.
function(mendel_embed folder)
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/${folder}_data.cpp)
  set(inputs)
  foreach(file IN LISTS ARGN)
    cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/data)
    list(APPEND inputs ${file})
  endforeach()
  add_custom_command(
    OUTPUT ${generated}
    COMMAND ${CMAKE_COMMAND} -DFOLDER=${folder} "-DINPUTS=${inputs}" -DOUTPUT=${generated}
            -P ${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake
    DEPENDS ${inputs} ${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake
    VERBATIM)
  target_sources(mendel_${folder} PRIVATE ${generated})
endfunction()
