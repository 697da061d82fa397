# What AWS would answer: known at plan time and different for each resource, so that
# a plan shows which resource every reference leads to.

override_resource {
  target          = module.network.aws_vpc.this
  override_during = plan
  values = {
    id = "vpc-this"
  }
}

override_resource {
  target          = module.network.aws_default_security_group.this
  override_during = plan
  values = {
    id = "sg-default"
  }
}

override_resource {
  target          = module.network.aws_eip.nat
  override_during = plan
  values = {
    id = "eipalloc-nat"
  }
}

override_resource {
  target          = module.network.aws_subnet.private["ap-northeast-1a"]
  override_during = plan
  values = {
    id = "subnet-private-a"
  }
}

override_resource {
  target          = module.network.aws_subnet.private["ap-northeast-1c"]
  override_during = plan
  values = {
    id = "subnet-private-c"
  }
}

override_resource {
  target          = module.network.aws_subnet.public["ap-northeast-1a"]
  override_during = plan
  values = {
    id = "subnet-public-a"
  }
}

override_resource {
  target          = module.network.aws_subnet.public["ap-northeast-1c"]
  override_during = plan
  values = {
    id = "subnet-public-c"
  }
}

override_resource {
  target          = module.network.aws_route_table.private
  override_during = plan
  values = {
    id = "rtb-private"
  }
}

override_resource {
  target          = module.network.aws_route_table.public
  override_during = plan
  values = {
    id = "rtb-public"
  }
}

override_resource {
  target          = module.network.aws_internet_gateway.this
  override_during = plan
  values = {
    id = "igw-this"
  }
}

override_resource {
  target          = module.network.aws_nat_gateway.this
  override_during = plan
  values = {
    id = "nat-this"
  }
}

override_resource {
  target          = module.network.aws_security_group.caller
  override_during = plan
  values = {
    id = "sg-caller"
  }
}

override_resource {
  target          = module.network.aws_security_group.endpoint
  override_during = plan
  values = {
    id = "sg-endpoint"
  }
}

override_resource {
  target          = module.network.aws_vpc_endpoint.lambda
  override_during = plan
  values = {
    id = "vpce-lambda"
  }
}

override_resource {
  target          = module.caller.aws_cloudwatch_log_group.this
  override_during = plan
  values = {
    arn = "arn:aws:logs:ap-northeast-1:111122223333:log-group:/aws/lambda/private-invoke-caller"
  }
}

override_resource {
  target          = module.caller.aws_iam_role.this
  override_during = plan
  values = {
    arn = "arn:aws:iam::111122223333:role/private-invoke-caller"
  }
}

override_resource {
  target          = module.caller.aws_lambda_function.this
  override_during = plan
  values = {
    arn = "arn:aws:lambda:ap-northeast-1:111122223333:function:private-invoke-caller"
  }
}

override_resource {
  target          = module.callee.aws_cloudwatch_log_group.this
  override_during = plan
  values = {
    arn = "arn:aws:logs:ap-northeast-1:111122223333:log-group:/aws/lambda/private-invoke-callee"
  }
}

override_resource {
  target          = module.callee.aws_iam_role.this
  override_during = plan
  values = {
    arn = "arn:aws:iam::111122223333:role/private-invoke-callee"
  }
}

override_resource {
  target          = module.callee.aws_lambda_function.this
  override_during = plan
  values = {
    arn = "arn:aws:lambda:ap-northeast-1:111122223333:function:private-invoke-callee"
  }
}

override_resource {
  target          = module.caller.aws_lambda_function_url.this
  override_during = plan
  values = {
    function_url = "https://caller.lambda-url.ap-northeast-1.on.aws/"
  }
}
