//! Lists answer quickly however much there is: each of their statements is answered by an index, which the engines' plans say.

use super::super::testing::TestDb;
use super::super::{audit, people, sign_ins};
use super::schema::{postgres_connection, sqlite_connection};

const LAST: &str = "'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid";
const NIL: &str = "'00000000-0000-0000-0000-000000000000'::uuid";

/// The statements of lists that may be long, each with what PostgreSQL is to plan it for.
fn lists() -> Vec<(&'static str, &'static str, String)> {
    let mut lists = Vec::new();
    for (name, sql) in people::STATEMENTS {
        let arguments = match () {
            () if *name == "ROLES" => format!("{NIL}, {LAST}"),
            () if sql.contains("$3") => format!("{LAST}, 51, 'ada', 'adb', 'Ada', 'Adb'"),
            () => format!("{LAST}, 51"),
        };
        lists.push((*name, *sql, arguments));
    }
    for (name, sql) in audit::STATEMENTS {
        if name.starts_with("BY_") {
            let arguments =
                format!("{LAST}, {NIL}, 0, 2000000000, 'key.rotated', 'x', '', 'y', 'z', 51");
            lists.push((*name, *sql, arguments));
        }
    }
    for (name, sql) in sign_ins::STATEMENTS {
        if *name == "LIVE" {
            lists.push((*name, *sql, format!("1, 2000000000, {LAST}, 51")));
        }
    }
    assert_eq!(lists.len(), 15 + 6 + 1);
    lists
}

#[tokio::test]
async fn long_lists_are_answered_by_indexes() {
    let [sqlite, postgres] = TestDb::each().await;
    let mut s = sqlite_connection(&sqlite).await;
    let mut p = postgres_connection(&postgres).await;
    let run = |sql: String| sqlx::AssertSqlSafe(sql);
    sqlx::query("SET enable_seqscan = off")
        .execute(&mut p)
        .await
        .unwrap();
    for (name, sql, arguments) in lists() {
        let plan: Vec<(i64, i64, i64, String)> =
            sqlx::query_as(run(format!("EXPLAIN QUERY PLAN {sql}")))
                .fetch_all(&mut s)
                .await
                .unwrap();
        let plan: Vec<_> = plan.into_iter().map(|(.., line)| line).collect();
        let reads_all = |line: &&String| {
            line.starts_with("SCAN") && !line.contains("USING") && !line.contains("SUBQUERY")
        };
        let whole = plan.iter().find(reads_all);
        assert!(whole.is_none(), "{name} on SQLite: {plan:#?}");

        sqlx::query(run(format!("PREPARE listed AS {sql}")))
            .execute(&mut p)
            .await
            .unwrap();
        let plan: Vec<(String,)> =
            sqlx::query_as(run(format!("EXPLAIN EXECUTE listed({arguments})")))
                .persistent(false)
                .fetch_all(&mut p)
                .await
                .unwrap();
        let whole = plan.iter().find(|(line,)| line.contains("Seq Scan"));
        assert!(whole.is_none(), "{name} on PostgreSQL: {plan:#?}");
        sqlx::query("DEALLOCATE listed")
            .execute(&mut p)
            .await
            .unwrap();
    }
}
