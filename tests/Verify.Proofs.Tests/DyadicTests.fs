module Verify.Proofs.Tests.DyadicTests
