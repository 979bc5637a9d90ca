import osmnx as ox

g = ox.load_graphml("/safe_data/leith.graphml")
ox.save_graphml(g, "/safe_outputs/leith.graphml")
