# What the inputs refuse. Every variable under expect_failures must fail: a run whose
# value one of them accepts does not pass.

mock_provider "aws" {
  source = "./tests/mocks"
}

run "below_the_least" {
  command = plan

  variables {
    callee_memory_mb            = 127
    callee_reserved_concurrency = -2
    callee_timeout_seconds      = 0
    caller_memory_mb            = 127
    caller_reserved_concurrency = -2
    cidr_block                  = "10.0.0.0/25"
    log_retention_days          = 0
    name                        = "ab"
    zones                       = ["ap-northeast-1a"]
  }

  expect_failures = [
    var.callee_memory_mb,
    var.callee_reserved_concurrency,
    var.callee_timeout_seconds,
    var.caller_memory_mb,
    var.caller_reserved_concurrency,
    var.cidr_block,
    var.log_retention_days,
    var.name,
    var.zones,
  ]
}

run "above_the_most" {
  command = plan

  variables {
    callee_memory_mb       = 10241
    caller_memory_mb       = 10241
    caller_timeout_seconds = 901
    cidr_block             = "10.0.0.0/15"
    log_retention_days     = 3654
    name                   = "abcdefghijklmnopqrstuvwxyz-0123456789abcd"
    tags                   = { for number in range(50) : "tag-${number}" => "" }
  }

  expect_failures = [
    var.callee_memory_mb,
    var.caller_memory_mb,
    var.caller_timeout_seconds,
    var.cidr_block,
    var.log_retention_days,
    var.name,
    var.tags,
  ]
}

run "at_the_limits" {
  command = plan

  variables {
    callee_memory_mb            = 128
    callee_reserved_concurrency = 0
    callee_timeout_seconds      = 1
    caller_memory_mb            = 10240
    caller_timeout_seconds      = 3
    cidr_block                  = "10.1.2.0/24"
    log_retention_days          = 3653
    name                        = "abcdefghijklmnopqrstuvwxyz-0123456789abc"
    region                      = "us-east-1"
    tags                        = { for number in range(49) : "tag-${number}" => "" }
    zones                       = ["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d", "us-east-1e", "us-east-1f"]
  }

  assert {
    condition     = length(output.private_subnet_ids) == 6
    error_message = "Every zone must have its private subnet."
  }

  assert {
    condition     = one(module.caller.function.environment).variables.INVOKE_TIMEOUT_SECONDS == "2"
    error_message = "callee < invoke < caller must hold for the least timeouts too."
  }
}

run "in_fractions" {
  command = plan

  variables {
    callee_memory_mb            = 512.5
    callee_reserved_concurrency = 1.5
    caller_memory_mb            = 512.5
    caller_reserved_concurrency = 1.5
    caller_timeout_seconds      = 15.5
  }

  expect_failures = [
    var.callee_memory_mb,
    var.callee_reserved_concurrency,
    var.caller_memory_mb,
    var.caller_reserved_concurrency,
    var.caller_timeout_seconds,
  ]
}

run "of_another_kind" {
  command = plan

  variables {
    architecture                    = "riscv64"
    callee_package                  = "callee.tar.gz"
    caller_package                  = "caller.tar.gz"
    cidr_block                      = "10.0.0.0"
    connectivity                    = "transit-gateway"
    function_url_authorization_type = "JWT"
    log_retention_days              = 10
    name                            = "PrivateInvoke"
    region                          = "tokyo"
    tags                            = { "aws:owner" = "us" }
  }

  expect_failures = [
    var.architecture,
    var.callee_package,
    var.caller_package,
    var.cidr_block,
    var.connectivity,
    var.function_url_authorization_type,
    var.log_retention_days,
    var.name,
    var.region,
    var.tags,
  ]
}

run "callee_timeout_that_leaves_no_second_for_the_invoke_timeout" {
  command = plan

  variables {
    callee_timeout_seconds = 14
    caller_timeout_seconds = 15
  }

  expect_failures = [var.callee_timeout_seconds]
}

run "addresses_of_ipv6_and_a_region_of_another_partition" {
  command = plan

  variables {
    cidr_block = "2001:db8::/20"
    name       = "ends-with-a-hyphen-"
    region     = "cn-north-1"
    tags       = { "" = "without a key" }
    zones      = ["cn-north-1a", "cn-north-1b"]
  }

  expect_failures = [
    var.cidr_block,
    var.name,
    var.region,
    var.tags,
  ]
}

run "host_address_and_a_zone_named_twice" {
  command = plan

  variables {
    cidr_block = "10.0.0.1/16"
    zones      = ["ap-northeast-1a", "ap-northeast-1a"]
  }

  expect_failures = [
    var.cidr_block,
    var.zones,
  ]
}

run "caller_timeout_without_room_for_the_callee" {
  command = plan

  variables {
    callee_timeout_seconds = 1
    caller_timeout_seconds = 2
  }

  expect_failures = [var.caller_timeout_seconds]
}

run "callee_timeout_in_fractions" {
  command = plan

  variables {
    callee_timeout_seconds = 1.5
  }

  expect_failures = [var.callee_timeout_seconds]
}

run "zones_left_behind_by_a_change_of_region" {
  command = plan

  variables {
    region = "us-east-1"
  }

  expect_failures = [var.zones]
}

run "zones_beyond_the_letters_that_number_subnets" {
  command = plan

  variables {
    zones = ["ap-northeast-1a", "ap-northeast-1i"]
  }

  expect_failures = [var.zones]
}

run "inputs_of_the_network_module" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    cidr_block      = "10.0.0.0/25"
    connectivity    = "vpn"
    endpoint_policy = "full access"
    name            = "Upper"
    region          = "ap-northeast-1"
    zones           = ["ap-northeast-1a", "us-east-1a"]
  }

  expect_failures = [
    var.cidr_block,
    var.connectivity,
    var.endpoint_policy,
    var.name,
    var.zones,
  ]
}

run "region_of_the_network_module" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    cidr_block      = "10.0.0.0/16"
    connectivity    = "none"
    endpoint_policy = "{\"Statement\":[]}"
    name            = "private-invoke"
    region          = "tokyo"
    zones           = ["tokyoa", "tokyob"]
  }

  expect_failures = [var.region]
}

run "inputs_of_the_function_module" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    architecture                    = "riscv64"
    description                     = join("", [for number in range(257) : "x"])
    environment                     = { "1ST" = "begins with a digit" }
    function_url_authorization_type = "JWT"
    invocable_arns                  = ["*"]
    log_retention_days              = 0
    memory_mb                       = 127
    name                            = "two words"
    package                         = "quotes.tar.gz"
    partition                       = "aws-cn"
    reserved_concurrency            = -2
    timeout_seconds                 = 901
    vpc                             = { subnet_ids = [], security_group_ids = ["sg-1"] }
  }

  expect_failures = [
    var.architecture,
    var.description,
    var.environment,
    var.function_url_authorization_type,
    var.invocable_arns,
    var.log_retention_days,
    var.memory_mb,
    var.name,
    var.package,
    var.partition,
    var.reserved_concurrency,
    var.timeout_seconds,
    var.vpc,
  ]
}

run "a_function_may_not_invoke_by_pattern" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    name               = "quotes"
    package            = "quotes.zip"
    architecture       = "x86_64"
    memory_mb          = 512
    timeout_seconds    = 5
    log_retention_days = 14
    invocable_arns     = ["arn:aws:lambda:ap-northeast-1:111122223333:function:*"]
  }

  expect_failures = [var.invocable_arns]
}
