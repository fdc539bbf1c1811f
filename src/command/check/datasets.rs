use super::finding::{Code, Finding, Fix};
use crate::app::needs::{Missing, Need, is_unneeded, missing};
use crate::app::survey::Survey;
use crate::spec::Scope;
use crate::sql::Access;

/// Finds scopes that the queries need but the application does not request, and scopes that nothing needs.
pub fn check(survey: &Survey, findings: &mut Vec<Finding>) {
    let Some(scopes) = survey.known_scopes() else { return };
    findings.extend(missing(survey, &scopes).into_iter().map(finding));
    let mut seen = Vec::new();
    let stated = survey.oauth().and_then(|oauth| oauth.scopes.as_ref()?.get());
    for stated in stated.into_iter().flatten() {
        let Some(scope) = stated.get().and_then(|text| text.parse::<Scope>().ok()) else { continue };
        if seen.contains(&scope) || !is_unneeded(survey, &scope) {
            continue;
        }
        findings.push(Finding::new(
            Code::ScopeUnneeded,
            (&stated.path, stated.line),
            format!("nothing needs the scope {scope}"),
            format!("the login asks for more permissions than the application uses: {}", scope.meaning()),
            format!("carto-app auth set --remove-scope {scope}"),
        ));
        seen.push(scope);
    }
}

fn finding(missing: Missing<'_>) -> Finding {
    let place = (missing.path, missing.line);
    let (message, access) = match &missing.need {
        Need::Table(table) if table.access == Access::Write => {
            (format!("no scope covers {table}, which is written here"), "rw")
        }
        Need::Table(table) => (format!("no scope covers {table}, which is read here"), "r"),
        Need::Service(scope) => {
            (format!("no scope covers the function called here: {}", scope.meaning()), "r")
        }
    };
    if let Some(scope) = missing.scope {
        let why = "CARTO rejects the request even if the user is logged in";
        let fix = format!("carto-app auth set --add-scope {scope}");
        return Finding::new(Code::ScopeMissing, place, message, why, fix).with_fix(Fix::AddScope(scope));
    }
    let why = "a scope can't name it: scopes contain only lower-case letters, digits and underscores";
    let fix = format!("rename the table, or: carto-app auth set --add-scope 'datasets:{access}:*'");
    Finding::new(Code::ScopeMissing, place, message, why, fix)
}
