import nox


@nox.session
def lint(session):
    session.run("isort", "--check-only", "lib", external=True)
