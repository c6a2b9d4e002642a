#include "stack.hpp"

int main() {
    Stack stack;
    stack.push(3);
    return stack.size() == 1 ? 0 : 1;
}
