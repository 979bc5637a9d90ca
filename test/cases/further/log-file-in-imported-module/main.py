import logconf

logconf.setup().info("start")
