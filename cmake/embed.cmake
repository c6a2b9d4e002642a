# mendel_embed(<folder> FILES...): embeds text files of src/<folder>/data into the folder's
# library. They are read through `std::string_view mendel::<folder>::data_file(name)`, declared in
# "<folder>/data.hpp"; an unknown name gives an empty view.
function(mendel_embed folder)
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/${folder}_data.cpp)
  set(inputs)
  foreach(file IN LISTS ARGN)
    list(APPEND inputs ${CMAKE_CURRENT_SOURCE_DIR}/data/${file})
  endforeach()
  add_custom_command(
    OUTPUT ${generated}
    COMMAND ${CMAKE_COMMAND} -DFOLDER=${folder} "-DINPUTS=${inputs}" -DOUTPUT=${generated}
            -P ${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake
    DEPENDS ${inputs} ${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake
    VERBATIM)
  target_sources(mendel_${folder} PRIVATE ${generated})
endfunction()
