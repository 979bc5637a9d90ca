import click


@click.command()
@click.option("--project", prompt="Project number", help="eDRIS number")
@click.option("--out", default="/safe_outputs")
def main(project, out):
    click.echo(f"{project} -> {out}")


main()
