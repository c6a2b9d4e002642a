#pragma once
#include <vector>

class Stack {
  public:
    void push(int value) { m_values.push_back(value) }
    std::size_t size() const { return m_values.size(); }

  private:
    std::vector<int> m_values;
};
