import getpass

password = getpass.getpass("Database password: ")
