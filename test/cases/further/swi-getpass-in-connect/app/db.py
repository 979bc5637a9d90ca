import getpass as gp
import sqlite3


def connect(name):
    secret = gp.getpass(prompt=f"Password for {name}: ")
    return sqlite3.connect(f"/safe_data/{name}.db"), len(secret)
