#pragma once

#include <string>
#include <vector>

namespace bench {

using Arguments = std::vector<std::string>;

/// graph FOLDER [edges]: the import graph, its time, and the edges if asked.
int graph(const Arguments& arguments);
/// noop URL COUNT: tasks that do nothing, in and out, a second.
int noop(const Arguments& arguments);
/// chain URL COUNT: microseconds from one task's end to the begin of the next.
int chain(const Arguments& arguments);
/// wide COUNT: a random graph of tasks in process.
int wide(const Arguments& arguments);
/// scale: seconds until all workers run after a burst.
int scale(const Arguments& arguments);
/// cache: microseconds of a hit in memory and on disk.
int cache(const Arguments& arguments);
/// push URL COUNT, work URL, verify URL COUNT: the parts of a run with faults and kills.
int push(const Arguments& arguments);
int work(const Arguments& arguments);
int verify(const Arguments& arguments);

}  // namespace bench
