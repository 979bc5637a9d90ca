"""Answers on this machine's port 53 that no name exists, and writes each name that is looked up into a file, one a line."""

import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", 53))
with open(sys.argv[1], "a", encoding="ascii") as names:
    names.write("\n")
    names.flush()
    while True:
        query, sender = server.recvfrom(4096)
        labels, at = [], 12
        while at < len(query) and query[at] != 0:
            labels.append(query[at + 1 : at + 1 + query[at]].decode("ascii", "replace"))
            at += query[at] + 1
        names.write(".".join(labels).lower() + "\n")
        names.flush()
        # The question alone, with the flags of an answer whose code is "no such name".
        end = at + 5
        server.sendto(query[:2] + b"\x81\x83\x00\x01\x00\x00\x00\x00\x00\x00" + query[12:end], sender)
