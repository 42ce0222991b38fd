//! What the database holds, as text: to see that nothing changed, and that nothing in it can be used.

use std::collections::BTreeMap;

use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};

use super::Provider;

/// Every row of every table.
pub type Dump = BTreeMap<String, Vec<String>>;

impl Provider {
    /// Every row of every table; blobs in hexadecimal digits.
    pub async fn dump(&self) -> Dump {
        let url = self.settings.database.url();
        if url.starts_with("sqlite:") {
            sqlite(&url).await
        } else {
            postgres(&url).await
        }
    }

    /// How many rows a table has.
    pub async fn count(&self, table: &str) -> usize {
        self.dump().await[table].len()
    }
}

async fn sqlite(url: &str) -> Dump {
    let mut conn = SqliteConnection::connect(url).await.unwrap();
    let tables: Vec<(String,)> =
        sqlx::query_as("SELECT name FROM sqlite_schema WHERE type = 'table'")
            .fetch_all(&mut conn)
            .await
            .unwrap();
    let mut dump = Dump::new();
    for (table,) in tables {
        let columns: Vec<(String,)> = sqlx::query_as("SELECT name FROM pragma_table_info($1)")
            .bind(&table)
            .fetch_all(&mut conn)
            .await
            .unwrap();
        let columns: Vec<_> = columns
            .iter()
            .map(|(name,)| format!("quote({name})"))
            .collect();
        let sql = format!(
            "SELECT {} FROM {table} ORDER BY 1",
            columns.join(" || ' ' || ")
        );
        let rows: Vec<(String,)> = sqlx::query_as(AssertSqlSafe(sql))
            .fetch_all(&mut conn)
            .await
            .unwrap();
        dump.insert(table, rows.into_iter().map(|(row,)| row).collect());
    }
    conn.close().await.unwrap();
    dump
}

async fn postgres(url: &str) -> Dump {
    let mut conn = PgConnection::connect(url).await.unwrap();
    let tables: Vec<(String,)> =
        sqlx::query_as("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'")
            .fetch_all(&mut conn)
            .await
            .unwrap();
    let mut dump = Dump::new();
    for (table,) in tables {
        let sql = format!("SELECT t::text FROM {table} t ORDER BY 1");
        let rows: Vec<(String,)> = sqlx::query_as(AssertSqlSafe(sql))
            .fetch_all(&mut conn)
            .await
            .unwrap();
        dump.insert(table, rows.into_iter().map(|(row,)| row).collect());
    }
    conn.close().await.unwrap();
    dump
}
