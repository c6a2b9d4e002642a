import sys
import os
from collections import (OrderedDict,
    defaultdict)

print(sys, os, OrderedDict, defaultdict)
