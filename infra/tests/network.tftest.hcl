# modules/network by itself: security rules, placement and routes of each connectivity.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name            = "private-invoke"
  region          = "ap-northeast-1"
  zones           = ["ap-northeast-1a", "ap-northeast-1c"]
  cidr_block      = "10.0.0.0/16"
  connectivity    = "endpoint"
  endpoint_policy = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
}

run "endpoint_is_reached_by_reference_and_without_a_way_to_the_internet" {
  command = plan

  module {
    source = "./modules/network"
  }

  assert {
    condition     = aws_vpc.this.enable_dns_support && aws_vpc.this.enable_dns_hostnames && aws_vpc_endpoint.lambda[0].private_dns_enabled
    error_message = "Private DNS needs the VPC's DNS support and DNS hostnames, and the endpoint's private_dns_enabled."
  }

  assert {
    condition     = aws_vpc_endpoint.lambda[0].vpc_endpoint_type == "Interface" && aws_vpc_endpoint.lambda[0].service_name == "com.amazonaws.ap-northeast-1.lambda"
    error_message = "The endpoint must be an interface endpoint of the region's Lambda API."
  }

  assert {
    condition     = aws_vpc_endpoint.lambda[0].subnet_ids == toset(["subnet-private-a", "subnet-private-c"])
    error_message = "The endpoint must be in every private subnet."
  }

  assert {
    condition     = aws_vpc_endpoint.lambda[0].security_group_ids == toset(["sg-endpoint"])
    error_message = "The endpoint must have its own security group and no other."
  }

  assert {
    condition     = jsondecode(aws_vpc_endpoint.lambda[0].policy).Statement == []
    error_message = "The endpoint must have the policy that it was given."
  }

  assert {
    condition = (
      aws_vpc_security_group_egress_rule.caller_to_endpoint[0].security_group_id == "sg-caller" &&
      aws_vpc_security_group_egress_rule.caller_to_endpoint[0].referenced_security_group_id == "sg-endpoint"
    )
    error_message = "The egress rule must lead from the caller's group to the endpoint's."
  }

  assert {
    condition = (
      aws_vpc_security_group_ingress_rule.endpoint_from_caller[0].security_group_id == "sg-endpoint" &&
      aws_vpc_security_group_ingress_rule.endpoint_from_caller[0].referenced_security_group_id == "sg-caller"
    )
    error_message = "The ingress rule must admit the caller's group to the endpoint's."
  }

  assert {
    condition = alltrue([
      for rule in concat(aws_vpc_security_group_egress_rule.caller_to_endpoint, aws_vpc_security_group_ingress_rule.endpoint_from_caller) :
      rule.ip_protocol == "tcp" && rule.from_port == 443 && rule.to_port == 443
    ])
    error_message = "Only tcp 443 may be open."
  }

  assert {
    condition = alltrue([
      for rule in concat(aws_vpc_security_group_egress_rule.caller_to_endpoint, aws_vpc_security_group_ingress_rule.endpoint_from_caller) :
      rule.cidr_ipv4 == null && rule.cidr_ipv6 == null && rule.prefix_list_id == null
    ])
    error_message = "No rule may name an address range."
  }

  assert {
    condition     = length(aws_vpc_security_group_egress_rule.caller_to_internet) == 0
    error_message = "With an endpoint the caller must have no rule to the internet."
  }

  assert {
    condition = alltrue([
      for group in [aws_security_group.caller, aws_security_group.endpoint[0], aws_default_security_group.this] :
      length(group.ingress) == 0 && length(group.egress) == 0
    ])
    error_message = "No security group may have rules of its own, the VPC's default group included."
  }

  assert {
    condition     = length(aws_internet_gateway.this) + length(aws_nat_gateway.this) + length(aws_eip.nat) + length(aws_subnet.public) == 0
    error_message = "With an endpoint there must be no NAT gateway, and nothing that one needs."
  }

  assert {
    condition     = length(aws_route.private_to_nat) + length(aws_route.public_to_internet) == 0
    error_message = "With an endpoint there must be no route out of the VPC."
  }

  assert {
    condition     = { for zone, association in aws_route_table_association.private : association.subnet_id => association.route_table_id } == { subnet-private-a = "rtb-private", subnet-private-c = "rtb-private" }
    error_message = "Every private subnet must use the private route table, not the VPC's main one."
  }
}

run "nat_leads_to_the_internet_on_443_and_no_more" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    connectivity = "nat"
  }

  assert {
    condition = (
      aws_route.private_to_nat[0].route_table_id == "rtb-private" &&
      aws_route.private_to_nat[0].destination_cidr_block == "0.0.0.0/0" &&
      aws_route.private_to_nat[0].nat_gateway_id == "nat-this"
    )
    error_message = "The private subnets' default route must lead to the NAT gateway."
  }

  assert {
    condition = (
      aws_route.public_to_internet[0].route_table_id == "rtb-public" &&
      aws_route.public_to_internet[0].destination_cidr_block == "0.0.0.0/0" &&
      aws_route.public_to_internet[0].gateway_id == "igw-this"
    )
    error_message = "The public subnets' default route must lead to the internet gateway."
  }

  assert {
    condition     = aws_nat_gateway.this[0].subnet_id == "subnet-public-a" && aws_nat_gateway.this[0].allocation_id == "eipalloc-nat"
    error_message = "The NAT gateway must be in the first zone's public subnet and have an address."
  }

  assert {
    condition     = { for zone, association in aws_route_table_association.public : association.subnet_id => association.route_table_id } == { subnet-public-a = "rtb-public", subnet-public-c = "rtb-public" }
    error_message = "Every public subnet must use the public route table."
  }

  assert {
    condition = (
      aws_vpc_security_group_egress_rule.caller_to_internet[0].security_group_id == "sg-caller" &&
      aws_vpc_security_group_egress_rule.caller_to_internet[0].cidr_ipv4 == "0.0.0.0/0" &&
      aws_vpc_security_group_egress_rule.caller_to_internet[0].ip_protocol == "tcp" &&
      aws_vpc_security_group_egress_rule.caller_to_internet[0].from_port == 443 &&
      aws_vpc_security_group_egress_rule.caller_to_internet[0].to_port == 443
    )
    error_message = "The caller must reach the internet on tcp 443."
  }

  assert {
    condition     = length(aws_vpc_endpoint.lambda) + length(aws_security_group.endpoint) + length(aws_vpc_security_group_egress_rule.caller_to_endpoint) + length(aws_vpc_security_group_ingress_rule.endpoint_from_caller) == 0
    error_message = "With a NAT gateway there must be no endpoint and no rule for one."
  }
}

run "none_lacks_only_the_route" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    connectivity = "none"
  }

  assert {
    condition     = one(aws_vpc_security_group_egress_rule.caller_to_internet).cidr_ipv4 == "0.0.0.0/0"
    error_message = "The negative control must have the egress rule, so that the missing route is what stops it."
  }

  assert {
    condition     = length(aws_vpc_endpoint.lambda) + length(aws_nat_gateway.this) + length(aws_internet_gateway.this) + length(aws_subnet.public) == 0
    error_message = "The negative control must have no endpoint, NAT gateway or internet gateway."
  }

  assert {
    condition     = length(aws_route.private_to_nat) + length(aws_route.public_to_internet) == 0
    error_message = "The negative control must have no route out of the VPC."
  }
}

run "a_zone_more_moves_no_subnet" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    zones        = ["ap-northeast-1d", "ap-northeast-1a", "ap-northeast-1c"]
    connectivity = "nat"
  }

  assert {
    condition = { for zone, subnet in aws_subnet.private : zone => subnet.cidr_block } == {
      ap-northeast-1a = "10.0.0.0/20"
      ap-northeast-1c = "10.0.32.0/20"
      ap-northeast-1d = "10.0.48.0/20"
    }
    error_message = "A zone's letter must decide its private subnet."
  }

  assert {
    condition = { for zone, subnet in aws_subnet.public : zone => subnet.cidr_block } == {
      ap-northeast-1a = "10.0.128.0/20"
      ap-northeast-1c = "10.0.160.0/20"
      ap-northeast-1d = "10.0.176.0/20"
    }
    error_message = "A zone's letter must decide its public subnet."
  }

  assert {
    condition     = alltrue([for zone, subnet in merge({ for z, s in aws_subnet.private : "private ${z}" => s }, { for z, s in aws_subnet.public : "public ${z}" => s }) : endswith(zone, subnet.availability_zone)])
    error_message = "A subnet must be in the zone that it is named for."
  }
}

run "endpoint_is_the_regions" {
  command = plan

  module {
    source = "./modules/network"
  }

  variables {
    region = "us-east-1"
    zones  = ["us-east-1a", "us-east-1b"]
  }

  assert {
    condition     = aws_vpc_endpoint.lambda[0].service_name == "com.amazonaws.us-east-1.lambda"
    error_message = "The endpoint's service must be the region's."
  }
}
