import gurobipy
print(gurobipy.Model())
