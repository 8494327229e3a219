using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Monitor.Storage.Sqlite;

/// <summary>One connection to <c>journal.db</c> with its prepared statements. Used by one thread at a time.</summary>
internal sealed class Database : IDisposable
{
    internal const string FileName = "journal.db";

    private readonly SqliteConnection connection;
    private readonly List<Statement> statements = [];

    internal Database(string directory, bool readOnly, string fileName = FileName)
    {
        var path = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(directory, fileName),
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
        };
        connection = new SqliteConnection(path.ToString());
        connection.Open();
    }

    internal sqlite3 Raw => connection.Handle ?? throw new ObjectDisposedException(nameof(Database));

    internal Statement Prepare(string sql)
    {
        var statement = new Statement(Raw, sql);
        statements.Add(statement);
        return statement;
    }

    /// <summary>After an error: no statement stands in the middle of its rows or values.</summary>
    internal void ResetStatements()
    {
        foreach (var statement in statements) statement.Reset();
    }

    internal void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    internal object? Scalar(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public void Dispose()
    {
        foreach (var statement in statements) statement.Dispose();
        connection.Dispose();
    }
}
