import mosek
with mosek.Env() as env, env.Task() as task:
    task.appendvars(3)
