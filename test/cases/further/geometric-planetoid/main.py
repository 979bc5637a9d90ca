from torch_geometric.datasets import Planetoid

data = Planetoid(root="/scratch/cora", name="Cora")[0]
