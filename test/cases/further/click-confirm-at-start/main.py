import click


@click.command()
def main():
    if click.confirm("Overwrite /safe_outputs?"):
        print(1)


if __name__ == "__main__":
    main()
