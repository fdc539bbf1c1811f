//! Completion in a real bash.

use crate::terminal::terminal;

/// Scopes are special, as bash splits words at colons.
#[test]
fn bash_completes_at_a_terminal() {
    let prepare = "eval \"$(carto-app completions bash)\"; unset PROMPT_COMMAND";
    let setup = terminal("--norc --noprofile -i").typed_as(&["/bin/bash"]).installed().env("PS1", "$ ");
    let mut session = setup.env("PROMPT_COMMAND", prepare).application().start();
    session.sees("$");
    session.types("carto-app auth set --add-scope user:pr\t").sees("--add-scope user:profile ");
    session.types("\x15carto-app add layer x --sou\t").sees("$ carto-app add layer x --source ");
    session.types("st\t").sees("--source stores ").types("--view=S\t").sees("--view=Store");
    session
        .types("\x15carto-app auth set --remove-scope data\t")
        .sees("--remove-scope dataservices:")
        .types("i\t")
        .sees("--remove-scope dataservices:isolines ");
    session.types("\x15exit\r").ends(0);
}
