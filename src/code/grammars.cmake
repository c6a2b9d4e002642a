# The C sources of the tree-sitter grammars, from npm (third_party/grammars), as one library.
set(grammars ${PROJECT_SOURCE_DIR}/third_party/grammars/node_modules)
set(grammar_folders tree-sitter-python tree-sitter-javascript tree-sitter-typescript/typescript
                    tree-sitter-typescript/tsx tree-sitter-c tree-sitter-cpp tree-sitter-go
                    tree-sitter-java tree-sitter-rust)

add_library(mendel_grammars STATIC)
# Generated code of others: no warnings, no sanitizers (they cost minutes here), always optimised.
target_compile_options(mendel_grammars PRIVATE -w -O2 -fno-sanitize=all)
foreach(folder IN LISTS grammar_folders)
  set(sources ${grammars}/${folder}/src)
  if(NOT EXISTS ${sources}/parser.c)
    message(FATAL_ERROR "The grammar ${folder} is not installed in third_party/grammars. "
                        "Run `./dev build`, which installs it, or "
                        "`npm ci --ignore-scripts` in third_party/grammars.")
  endif()
  set(files ${sources}/parser.c)
  if(EXISTS ${sources}/scanner.c)
    list(APPEND files ${sources}/scanner.c)
  endif()
  # Each grammar brings its own tree_sitter/parser.h.
  set_source_files_properties(${files} PROPERTIES INCLUDE_DIRECTORIES ${sources})
  target_sources(mendel_grammars PRIVATE ${files})
endforeach()
