import sys

sys.path.insert(0, "/root/tool")
import tool
