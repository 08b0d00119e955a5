// What one run is configured by: a value for every key, as texts in canonical form. It is not the run's configuration
// itself, which whoever runs it makes from these.

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Verify.Audit.Sweeping;

/// <summary>The values of all keys of a table.</summary>
public sealed class RunSettings
{
    /// <summary>Digits of a hash: 48 bits tell the runs of one folder apart, whose index is in the name too.</summary>
    private const int HashDigits = 12;

    internal RunSettings(SettingTable table, ImmutableArray<string> values)
    {
        Table = table;
        Values = values;
    }

    /// <summary>The keys.</summary>
    public SettingTable Table { get; }

    /// <summary>The value of key i of the table at i, in canonical form.</summary>
    public ImmutableArray<string> Values { get; }

    /// <summary>The value of a key.</summary>
    /// <exception cref="ArgumentException">There is no such key.</exception>
    public string this[string key]
    {
        get
        {
            for (int i = 0; i < Values.Length; i++)
            {
                if (Table.Keys[i].Name == key)
                {
                    return Values[i];
                }
            }

            throw new ArgumentException($"There is no key '{key}'.", nameof(key));
        }
    }

    /// <summary>
    /// The first 12 hexadecimal digits of SHA-256 over the lines "key=value", sorted by key: the same for equal
    /// configurations whatever the order of keys in the table, the sweep they are in and the machine.
    /// </summary>
    public string Hash()
    {
        IEnumerable<string> lines = Table
            .Keys.Zip(Values, (key, value) => $"{key.Name}={value}\n")
            .Order(StringComparer.Ordinal);
        byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines)));
        return Convert.ToHexStringLower(digest)[..HashDigits];
    }
}
