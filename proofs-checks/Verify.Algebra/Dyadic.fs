namespace Verify.Algebra
