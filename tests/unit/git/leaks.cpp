/// libgit2 1.5 leaks the match data of its own regular expressions when it opens a repository of
/// format 1, as partial clones and sparse checkouts are; nothing of ours is in that memory.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libpcre2-8\n";
}
