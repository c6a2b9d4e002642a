#include <string>

int main() {
    std::string text = "abc";
    std::reverse(text.begin(), text.end());
    return text == "cba" ? 0 : 1;
}
