#include "point.hpp"
int sum(const Point&p){return p.x+p.y;}
