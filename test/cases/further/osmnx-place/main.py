import osmnx as ox

g = ox.graph_from_place("Leith, Edinburgh, Scotland", network_type="walk")
