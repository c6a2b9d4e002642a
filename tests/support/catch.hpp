#pragma once

// The one include of the test framework, so that a change of its version is a change of this file.
#include <catch2/catch.hpp>
